import type { Fact } from '../contract.ts';
import { readZone } from '../validate/travel/zone.ts';
import type { Hit } from './candidate.ts';

/**
 * What a machine-readable zone says of its holder: one record, whatever stands around it. Undefined for all other hits. Numbers have
 * the rule by which they are found where they are printed, so that both are of one person.
 */
export function zoneFacts(hit: Hit, text: string): readonly Fact[] | undefined {
  const zone = hit.rule.validator === 'machine-readable' ? readZone(text) : undefined;
  if (zone === undefined) return undefined;
  const { kind, issuer, number, familyName, givenName, birth } = zone;
  const card = issuer.startsWith('D<') ? 'de-personalausweis' : `identity-card ${issuer}`;
  const rules = { passport: issuer.startsWith('D<') ? 'de-reisepass' : 'passport-number', card, visa: 'visa-number' };
  const facts: Fact[] = [
    { concept: hit.element, value: number, rule: rules[kind] },
    { concept: 'family-name', value: familyName },
  ];
  if (givenName !== '') facts.push({ concept: 'given-name', value: givenName });
  if (birth !== '') facts.push({ concept: 'date-of-birth', value: birth });
  return facts;
}
