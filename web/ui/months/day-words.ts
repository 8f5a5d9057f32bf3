const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
/** `4 March 2019`: a day as the data has it, in no zone. */
export const dayInWords = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`));
