export { DeskPage } from './desk.tsx';
