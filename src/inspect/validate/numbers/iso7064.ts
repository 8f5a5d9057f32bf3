/** ISO/IEC 7064, MOD 11,10: whether the last digit checks the rest. */
export function mod1110Holds(digits: string): boolean {
  let check = 10;
  for (let at = 0; at < digits.length - 1; at++) {
    const sum = (check + digits.charCodeAt(at) - 48) % 10;
    check = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (check + digits.charCodeAt(digits.length - 1) - 48) % 10 === 1;
}

/** ISO/IEC 7064, MOD 11-2: digits, of which the last may be X for 10. */
export function mod112Holds(characters: string): boolean {
  let check = 0;
  for (const character of characters) check = (check * 2 + (character === 'X' ? 10 : Number(character))) % 11;
  return check === 1;
}
