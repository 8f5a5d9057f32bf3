import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '#platform/db';
import { fail } from '#platform/errors';
import { evidence } from '#respond';
import { createFingerprint, handle, type Route } from '../api/index.ts';
import {
  bodyLength,
  checkVersion,
  checksumIn,
  checksums,
  countIn,
  extensions,
  isPart,
  metadataOf,
  onceIn,
  partType,
  passwordsIn,
  saidIn,
  version,
} from './headers.ts';
import { type Pace, piecesOf } from './pieces.ts';

interface Upload {
  readonly incident: string;
  readonly evidence: string;
}

interface Sent {
  readonly asker: Asker;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Lets parts of uploads through to their routes as they come: no limit, no buffer. Once, before the routes. */
export function acceptParts(http: FastifyInstance): void {
  http.addContentTypeParser(partType, (_request, _body, done) => done(null, undefined));
}

/** Uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload) into the vault. Why our own: docs/adr/0011. */
export function uploadRoutes(intake: evidence.Intake, pace?: Pace): Route[] {
  const secrets = async ({ asker, request }: Sent, incident: string): Promise<readonly string[]> => {
    const passwords = passwordsIn(request.headers);
    if (passwords.length > 0) await evidence.mayGivePasswords(intake.desk, asker, incident);
    return passwords;
  };
  const part = async (sent: Sent, upload: Upload): Promise<FastifyReply> => {
    const { asker, request, reply } = sent;
    const { headers, raw } = request;
    if (!isPart(headers)) fail('upload-content-type');
    const passwords = await secrets(sent, upload.incident);
    const stands = await evidence.takePart(intake, asker, {
      ...upload,
      passwords,
      offset: countIn(headers, 'upload-offset'),
      length: bodyLength(headers),
      checksum: checksumIn(headers),
      bytes: (replaced) => piecesOf(raw, replaced, pace),
    });
    return tell(reply, stands).code(204).send();
  };
  const end = async ({ asker, reply }: Sent, upload: Upload): Promise<FastifyReply> => {
    await evidence.abandon(intake, asker, upload);
    return reply.code(204).send();
  };

  return [
    handle(evidence.uploadOptions, async ({ reply }) => {
      const headers = { 'tus-resumable': version, 'tus-version': version, 'tus-extension': extensions };
      return reply
        .headers({ ...headers, 'tus-checksum-algorithm': checksums })
        .code(204)
        .send() as never;
    }),
    handle(
      evidence.beginUpload,
      spoken(async (sent, { incident }) => {
        const { asker, request, reply } = sent;
        const { headers, raw } = request;
        const hasBody = (bodyLength(headers) ?? (headers['transfer-encoding'] === undefined ? 0 : 1)) > 0;
        if (hasBody && !isPart(headers)) fail('upload-content-type');
        // Before there is an item that could not be ended with them.
        const passwords = await secrets(sent, incident);
        const once = onceIn(headers, incident, createFingerprint(intake.desk.master));
        const begun = await evidence.beginHandIn(intake.desk, { ...asker, once }, { ...saidIn(headers), incident });
        const upload = { incident, evidence: begun.evidence };
        reply.code(201).header('location', `/v1/incidents/${incident}/uploads/${begun.evidence}`);
        let stands = await evidence.uploadStanding(intake, asker, upload, passwords);
        // A beginning that is repeated gives the upload as it is: its body was taken the first time, or is asked for.
        if (hasBody && stands.offset === 0 && stands.state === 'uploading') {
          stands = await evidence.takePart(intake, asker, {
            ...upload,
            passwords,
            offset: 0,
            length: bodyLength(headers),
            checksum: checksumIn(headers),
            bytes: (replaced) => piecesOf(raw, replaced, pace),
          });
        }
        return tell(reply, stands).send();
      }),
    ),
    handle(
      evidence.showUpload,
      spoken(async (sent, upload) => {
        const { asker, reply } = sent;
        const passwords = await secrets(sent, upload.incident);
        tell(reply, live(await evidence.uploadStanding(intake, asker, upload, passwords)));
        const said = await evidence.saidOf(intake.desk, asker, upload);
        if (said !== undefined) reply.header('upload-metadata', metadataOf(said));
        return reply.code(200).send();
      }),
    ),
    handle(evidence.sendPart, spoken(part)),
    handle(evidence.endUpload, spoken(end)),
    handle(
      evidence.overrideUpload,
      spoken((sent, upload) => {
        const method = sent.request.headers['x-http-method-override'];
        if (method === 'PATCH') return part(sent, upload);
        return method === 'DELETE' ? end(sent, upload) : fail('request-invalid', 'x-http-method-override');
      }),
    ),
  ];
}

/** Speaks the protocol around what a route does. */
function spoken<P>(meet: (sent: Sent, params: P) => Promise<FastifyReply>) {
  return async (call: Sent & { readonly params: P }): Promise<never> => {
    const { request, reply, params } = call;
    reply.header('tus-resumable', version);
    if (request.headers['tus-resumable'] !== version) reply.header('tus-version', version);
    checkVersion(request.headers);
    return (await meet(call, params)) as never;
  };
}

function tell(reply: FastifyReply, { offset, length, passwords }: evidence.Standing): FastifyReply {
  if (passwords !== undefined) reply.header('upload-passwords', passwords);
  return reply.header('upload-offset', String(offset)).header('upload-length', String(length));
}

function live(stands: evidence.Standing): evidence.Standing {
  return stands.state === 'abandoned' ? fail('upload-ended', stands.state) : stands;
}
