import { handle, type Route } from '../api/index.ts';
import { listRules, type RuleBook, showRule, tryRules } from '../inspection/index.ts';

/** The rules of recognition: to be looked at, and tried. */
export function ruleRoutes(book: RuleBook): readonly Route[] {
  return [
    handle(listRules, async () => ({ rules: await book.list() })),
    handle(showRule, ({ params }) => book.show(params.rule)),
    handle(tryRules, async ({ body }) => ({ found: await book.try(body.text) })),
  ];
}
