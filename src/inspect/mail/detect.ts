/** Headers that begin messages (RFC 5322, 2045, and what mail servers write), in lower case. */
const known = new Set(
  (
    'from to cc bcc sender reply-to subject date message-id in-reply-to references received return-path delivered-to ' +
    'mime-version content-type content-transfer-encoding content-disposition x-mailer user-agent x-priority importance ' +
    'dkim-signature authentication-results received-spf x-received x-original-to x-ms-exchange-organization-scl ' +
    'arc-seal arc-message-signature thread-topic thread-index x-uid x-mozilla-status x-gmail-labels status resent-from list-id'
  ).split(' '),
);

const field = /^([!-9;-~]{1,100}):(?:[ \t]|$)/;

/** Whether text begins with the headers of a message: at least two that mail has, and nothing else up to the empty line. */
export function beginsMessage(text: string): boolean {
  const found = new Set<string>();
  const lines = text.split(/\r?\n/, 200);
  for (const [index, line] of lines.entries()) {
    if (line === '') break;
    if (/^[ \t]/.test(line)) {
      if (index === 0) return false;
      continue;
    }
    const name = field.exec(line)?.[1]?.toLowerCase();
    // The last line of what is looked at may be cut.
    if (name === undefined) return index === lines.length - 1 && found.size >= 2;
    if (known.has(name)) found.add(name);
  }
  return found.size >= 2;
}

/** The line that separates the messages of an mbox (RFC 4155): sender and date, or nothing as Thunderbird writes. */
export const separator = /^From (?:.*\d{1,2}:\d{2}.*|- ?.*|)$/;

/** Whether text begins with a separator line and the headers of a message. */
export function beginsMbox(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0 || !separator.test(text.slice(0, end).replace(/\r$/, ''))) return false;
  return beginsMessage(text.slice(end + 1));
}
