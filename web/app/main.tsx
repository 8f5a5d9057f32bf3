import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { makeQueries } from '../api/query.ts';
import { makeRouter } from './router.tsx';
import { theme, variables } from './theme.ts';

const queries = makeQueries();
const router = makeRouter(queries);
/** For the style elements that components make: the policy of the page lets no other in. */
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
// Where drawers and dialogs look for it (get-nonce), to keep the page behind them from scrolling.
Object.assign(globalThis, { __webpack_nonce__: nonce });
const element = document.getElementById('page');

if (element !== null) {
  createRoot(element).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
