import { Center, Loader } from '@mantine/core';

/** A page that is on its way. */
export function Waiting() {
  return (
    <Center mih="40vh">
      <Loader role="status" aria-label="Loading" />
    </Center>
  );
}
