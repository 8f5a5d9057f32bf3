import type { Block, Sink } from '../contract.ts';

/** What a parser has ready for the sink. Parsers call back without waiting: between two portions this is emptied. */
export type Piece =
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'member'; readonly name: string; readonly bytes: Uint8Array };

/** Hands out what is ready, in order. */
export async function handOut(pieces: Piece[], sink: Sink): Promise<void> {
  for (const piece of pieces.splice(0)) {
    await (piece.kind === 'block' ? sink.block(piece.block) : sink.member(piece.name, piece.bytes, piece.bytes.length));
  }
}
