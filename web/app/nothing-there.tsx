import { Anchor, Container } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/empty.tsx';
import { useTitle } from '../ui/page-head.tsx';

export function NothingThere() {
  useTitle('Nothing here');
  return (
    <Container size="sm" py="xl" component="main">
      <Empty
        order={1}
        title="There is nothing at this address"
        action={
          <Anchor component={Link} to="/incidents">
            Go to the incidents
          </Anchor>
        }
      >
        It may have been mistyped, or what was here is not for you to see.
      </Empty>
    </Container>
  );
}
