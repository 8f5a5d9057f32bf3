import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Blue is for what one can do. On white, shade 7 has a contrast of 6.1; white on it the same. */
const action: MantineColorsTuple = [
  '#eef4ff',
  '#dbe7fb',
  '#b4ccf5',
  '#8aaff0',
  '#6696eb',
  '#4c83e5',
  '#3a74dd',
  '#1f5fbf',
  '#184e9e',
  '#103c7d',
];

export const theme = createTheme({
  primaryColor: 'action',
  primaryShade: { light: 7, dark: 7 },
  colors: { action },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { md: '1.5' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // What may be left out says so; the rest is asked for.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Anchor: { defaultProps: { underline: 'hover' } },
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
    Loader: { defaultProps: { type: 'dots' } },
  },
});

/**
 * Grey text of Mantine has a contrast of 3.3 on white, that of empty fields 2.1, red of 3.3, and yellow of 2.7 on light
 * yellow: ours have 5.7 (both), 5.9 and 6.6, and more on black.
 */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b6470',
    '--mantine-color-placeholder': '#5b6470',
    '--mantine-color-error': '#c62828',
    '--mantine-color-yellow-light-color': '#7a4a00',
    '--line': '#dfe3e8',
    '--paper': '#ffffff',
    '--ground': '#f6f7f9',
  },
  dark: {
    '--mantine-color-dimmed': '#a3abb5',
    '--mantine-color-placeholder': '#a3abb5',
    '--mantine-color-error': '#ff8a80',
    '--line': '#383d45',
    '--paper': '#1f2226',
    '--ground': '#17191c',
  },
});
