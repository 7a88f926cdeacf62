import type { FindEntry } from '@congvu/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type FindAsked, findPage } from './findCalls.ts';

const pause = 100;

export interface Found {
  list: readonly FindEntry[];
  /** What is typed has been answered. */
  settled: boolean;
  failed: boolean;
  again(): void;
}

/** The best few for what is typed, a moment after the last key. The former answer stands until the next is there. */
export function useFound(asked: FindAsked, most = 8): Found {
  const typed = asked.q.trim();
  const [q, setQ] = useState(typed);
  useEffect(() => {
    if (typed === '') return setQ('');
    const timer = setTimeout(() => setQ(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = useQuery({
    queryKey: ['directory', 'found', { ...asked, q }, most],
    queryFn: ({ signal }) => findPage({ ...asked, q }, most, undefined, signal),
    enabled: q !== '',
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    retry: 1,
  });
  const settled = typed === '' || (q === typed && !query.isPlaceholderData && query.isSuccess);
  return {
    list: typed === '' || query.isError ? [] : (query.data?.entries ?? []),
    settled,
    failed: typed !== '' && query.isError,
    again: () => void query.refetch(),
  };
}
