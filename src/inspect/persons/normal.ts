/** Normal forms of what identifies a person: two ways to write one thing give one text. */
export { home } from './normal/address.ts';
export { identifier, isRoleMailbox, mailbox, nameInMailbox, subscriberNumber } from './normal/contact.ts';
export { type NamePart, type WrittenName, fold, maxParts, nameParts } from './normal/name.ts';
