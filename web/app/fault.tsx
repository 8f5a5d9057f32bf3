import { Container } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Where a page could not be shown at all. */
export function Fault({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Container size="sm" py="xl" component="main">
      <ProblemNote error={error} again={() => void router.invalidate()} />
    </Container>
  );
}
