import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from './call.ts';
import type { Given, Got, OperationId } from './contract.ts';

type Acted<I extends OperationId> = Given<I> & { readonly version?: number };

interface ActOptions<I extends OperationId> {
  /** Operations whose answers are other ones now. */
  readonly changes?: readonly OperationId[];
  readonly done?: (got: Got<I>) => void | Promise<void>;
}

/**
 * Something that somebody does. Tried again after a failure, it is the same act for the server (Idempotency-Key), which
 * does it once; after it is done, the next is another one.
 */
export function useAct<I extends OperationId>(
  id: I,
  { changes = [], done }: ActOptions<I> = {},
): UseMutationResult<Got<I>, Error, Acted<I>> {
  const queries = useQueryClient();
  const once = useRef<{ readonly key: string; readonly of: string }>(undefined);
  return useMutation({
    mutationFn: ({ version, ...given }: Acted<I>) => {
      const of = JSON.stringify(given);
      if (once.current?.of !== of) once.current = { key: crypto.randomUUID(), of };
      const { key } = once.current;
      return call(id, given as Given<I>, { ...(version !== undefined && { version }), once: key });
    },
    onSuccess: async (got) => {
      once.current = undefined;
      await Promise.all(changes.map((key) => queries.invalidateQueries({ queryKey: [key] })));
      await done?.(got);
    },
  });
}
