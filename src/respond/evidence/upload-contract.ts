import { z } from 'zod';
import { operation } from '#platform/operation';

const ofIncident = z.object({ incident: z.uuid() });
const ofItem = z.object({ incident: z.uuid(), evidence: z.uuid() });

/** Uploads speak tus 1.0 (https://tus.io/protocols/resumable-upload): headers say what others say in bodies. */
const uploads = '/v1/incidents/:incident/uploads';
const refusals = ['upload-protocol', 'upload-busy', 'upload-ended'];
const passwordRefusals = ['upload-passwords', 'role-lacking'];
const partRefusals = [
  ...refusals,
  ...passwordRefusals,
  'upload-offset',
  'upload-too-long',
  'upload-checksum',
  'upload-slow',
  'upload-content-type',
];

export const uploadOptions = operation({
  id: 'upload.options',
  method: 'OPTIONS',
  path: uploads,
  summary: 'Tell which version and extensions of tus are spoken',
  gate: 'open',
  params: ofIncident,
});

export const beginUpload = operation({
  id: 'upload.begin',
  method: 'POST',
  path: uploads,
  summary: 'Begin to hand a file in; the body may be its first part',
  gate: 'member',
  scope: 'evidence:write',
  longBody: true,
  params: ofIncident,
  status: 201,
  refuses: ['upload-metadata', ...partRefusals],
});

export const showUpload = operation({
  id: 'upload.show',
  method: 'HEAD',
  path: `${uploads}/:evidence`,
  summary: 'Tell how many bytes of an upload are safe',
  gate: 'member',
  scope: 'evidence:write',
  params: ofItem,
  status: 200,
  refuses: [...refusals, ...passwordRefusals],
});

export const sendPart = operation({
  id: 'upload.part',
  method: 'PATCH',
  path: `${uploads}/:evidence`,
  summary: 'Send the next part of a file',
  gate: 'member',
  scope: 'evidence:write',
  longBody: true,
  params: ofItem,
  refuses: partRefusals,
});

export const endUpload = operation({
  id: 'upload.end',
  method: 'DELETE',
  path: `${uploads}/:evidence`,
  summary: 'End an upload early and discard what there is of it',
  gate: 'member',
  scope: 'evidence:write',
  params: ofItem,
  refuses: refusals,
});

export const overrideUpload = operation({
  id: 'upload.override',
  method: 'POST',
  path: `${uploads}/:evidence`,
  summary: 'Send a part or end an upload where PATCH and DELETE do not get through (X-HTTP-Method-Override)',
  gate: 'member',
  scope: 'evidence:write',
  longBody: true,
  params: ofItem,
  refuses: partRefusals,
});
