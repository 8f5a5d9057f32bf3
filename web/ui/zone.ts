import { useLocalStorage } from '@mantine/hooks';

const machine = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone in which this browser's reader wants times: chosen once, the machine's until then. */
export function useZone(): readonly [string, (zone: string) => void] {
  const [zone, choose] = useLocalStorage({ key: 'zone', defaultValue: machine, getInitialValueInEffect: false });
  return [zone, choose];
}
