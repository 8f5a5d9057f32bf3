/** Normal forms of what identifies a person: two ways to write one thing give one text. */
export { type WrittenAddress, home } from './normal/address.ts';
export { identifier, isRoleMailbox, mailbox, nameInMailbox, subscriberNumber } from './normal/contact.ts';
export { type NamePart, type WrittenName, fold, maxParts, nameParts, roles } from './normal/name.ts';
