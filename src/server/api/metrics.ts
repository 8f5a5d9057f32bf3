import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fail } from '#platform/errors';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** A figure that is asked for when somebody reads the metrics. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}

const local = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

const localHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;
const passedOn = ['forwarded', 'x-forwarded-for', 'via'] as const;

/**
 * Asked by somebody on this machine for this machine. A connection from here is not enough: a proxy passes on what others
 * ask, and a page of another site can make its own name lead here (DNS rebinding) and ask by the browser of its reader.
 */
function isOfThisMachine({ socket, headers }: FastifyRequest): boolean {
  return (
    local.test(socket.remoteAddress ?? '') &&
    localHost.test(headers.host ?? '') &&
    passedOn.every((name) => headers[name] === undefined)
  );
}

/**
 * Counts requests by operation and status, and serves all metrics at /metrics to callers on this machine: how many
 * requests and jobs there are tells others that an incident is going on. No label holds an id, an address or a value.
 */
export function measureRequests(http: FastifyInstance): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'cofferdam_request_seconds',
    help: 'Time to answer, by operation and status',
    labelNames: ['operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers: [registry],
  });
  http.addHook('onResponse', async ({ routeOptions }, reply) => {
    const { operation } = routeOptions.config as { readonly operation?: string };
    seconds.observe({ operation: operation ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  http.get('/metrics', async (request, reply) => {
    if (!isOfThisMachine(request)) fail('nothing-there');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  return {
    gauge(name, help, read) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          gauge.set(await read());
        },
      });
    },
  };
}
