export { makeReport, previewReport } from './contract.ts';
export { make } from './make.ts';
export { preview } from './preview.ts';
export { render } from './render/render.ts';
