export { acceptParts, uploadRoutes } from './routes.ts';
