import { Anchor, Text } from '@mantine/core';
import { channelLabel, type Contact } from './words.ts';

/** A way to reach somebody; numbers and mail addresses open what reaches them. */
export function ChannelText({ channel: { kind, address } }: { readonly channel: Contact['first'] }) {
  const scheme = { phone: 'tel:', mail: 'mailto:' }[kind];
  return (
    <>
      {scheme === undefined ? address : <Anchor href={scheme + address}>{address}</Anchor>}
      <Text size="xs" c="dimmed">
        {channelLabel(kind)}
      </Text>
    </>
  );
}
