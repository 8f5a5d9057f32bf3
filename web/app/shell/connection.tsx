import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Problem } from '../../api/problem.ts';

const everyMilliseconds = 3000;

/**
 * Says that the server is gone, as soon as one question went unanswered, and takes it back when it answers again; then
 * everything that is shown is asked anew.
 */
export function Connection() {
  const queries = useQueryClient();
  const [isLost, setLost] = useState(false);
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ query }) => {
        const error: unknown = query.state.fetchFailureReason;
        if (error instanceof Problem && error.code === 'server-silent') setLost(true);
      }),
    [queries],
  );
  useEffect(() => {
    if (!isLost) return undefined;
    const timer = setInterval(() => {
      void (async () => {
        const isBack = await fetch('/readyz').then(
          ({ ok }) => ok,
          () => false,
        );
        if (!isBack) return;
        setLost(false);
        onlineManager.setOnline(true);
        await queries.invalidateQueries();
      })();
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [isLost, queries]);
  if (!isLost) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconPlugConnectedX aria-hidden />}
      title="The server does not answer"
      mb="md"
      role="status"
    >
      What you see may be old. What you typed stays here; the page goes on by itself when the server is back.
    </Alert>
  );
}
