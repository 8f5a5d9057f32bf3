export { openRooms, type Rooms } from './rooms.ts';
export { tell } from './tell.ts';
