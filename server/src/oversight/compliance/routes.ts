import type { ComplianceReport } from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError, type HttpApp } from '../../platform/index.ts';
import { type Regulation, today } from '../../regulation/index.ts';
import type { FigureReader } from './read-figures.ts';
import { complianceOf } from './report.ts';

export interface ComplianceRoutesDeps {
  regulation: Regulation;
  figures: FigureReader;
  actorOf(request: FastifyRequest): Promise<{ province: string }>;
}

/** The calls of `/api/compliance`; see `@congvu/contract`. */
export function complianceRoutes(app: HttpApp, { regulation, figures, actorOf }: ComplianceRoutesDeps): void {
  app.get(
    '/api/compliance',
    {
      config: { policy: 'regulation.read' },
      schema: {
        querystring: Type.Object(
          { at: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })) },
          { additionalProperties: false },
        ),
      },
    },
    async (request): Promise<ComplianceReport> => {
      const { province } = await actorOf(request);
      const at = request.query.at === undefined ? today() : dayOf(request.query.at);
      const instruments = complianceOf(regulation, province, at);
      const names = instruments.flatMap((i) => i.articles.flatMap((a) => a.entries.flatMap((e) => e.figure ?? [])));
      return {
        province: { id: province, name: regulation.provinces().find(({ id }) => id === province)?.name ?? province },
        at: at.toString(),
        today: today().toString(),
        instruments,
        ...(await figures.read(province, names)),
      };
    },
  );
}

function dayOf(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new AppError('request.invalid');
  }
}
