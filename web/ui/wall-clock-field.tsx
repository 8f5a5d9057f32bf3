import { Group, Select } from '@mantine/core';
import { DayField } from './day-field/day-field.tsx';
import { useZone } from './zone.ts';

const known = Intl.supportedValuesOf('timeZone');

interface WallClockFieldProps {
  readonly label: string;
  /** `2026-11-22T10:15`, empty for none. */
  readonly wall: string;
  readonly zone: string;
  readonly onWall: (wall: string) => void;
  readonly onZone: (zone: string) => void;
  readonly error: string | undefined;
}

/** A time as somebody says it: what the clock shows, and in which zone. */
export function WallClockField({ label, wall, zone, onWall, onZone, error }: WallClockFieldProps) {
  const [own] = useZone();
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <DayField
        label={label}
        precision="minute"
        required
        value={wall}
        error={error}
        onChange={(typed) => onWall(typed ?? '')}
      />
      <Select
        label="Zone"
        data={[...new Set(['UTC', own, ...known])]}
        searchable
        allowDeselect={false}
        value={zone}
        onChange={(value) => onZone(value ?? own)}
      />
    </Group>
  );
}
