export { BackupSection } from './backup.tsx';
export { ContactsSection } from './contacts.tsx';
export { EntitiesSection } from './entities.tsx';
export { NameSection } from './name.tsx';
export { OrganisationPage } from './organisation.tsx';
export { RosterSection } from './roster.tsx';
