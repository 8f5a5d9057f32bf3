import { createInspector } from '#inspect';
import { serveReader } from './reader-serve.ts';

// The entry of a reader process. Hostile files are parsed here, and nowhere else.
serveReader(createInspector);
