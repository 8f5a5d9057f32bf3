import { Group, Radio, Select, Stack, useMantineColorScheme } from '@mantine/core';
import { Section } from '../../ui/section.tsx';
import { absolute, useNow } from '../../ui/when.tsx';
import { useZone } from '../../ui/zone.ts';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** How this browser shows things: the zone of times, light or dark. */
export function LookSection() {
  const [zone, setZone] = useZone();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const now = useNow(10_000);
  return (
    <Section title="This browser" lead="Kept in this browser alone.">
      <Stack gap="md" maw={440}>
        <Select
          label="Time zone"
          description={`Times are shown in it; there it is ${absolute(new Date(now).toISOString(), zone)}.`}
          searchable
          allowDeselect={false}
          data={zones.includes(zone) ? zones : [zone, ...zones]}
          value={zone}
          onChange={(chosen) => {
            if (chosen !== null) setZone(chosen);
          }}
        />
        <Radio.Group
          label="Theme"
          value={colorScheme}
          onChange={(chosen) => setColorScheme(chosen as typeof colorScheme)}
        >
          <Group mt="xs">
            <Radio value="auto" label="As the machine" />
            <Radio value="light" label="Light" />
            <Radio value="dark" label="Dark" />
          </Group>
        </Radio.Group>
      </Stack>
    </Section>
  );
}
