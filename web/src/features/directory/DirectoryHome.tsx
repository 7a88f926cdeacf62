import type { TreeNode } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PageHead } from '../../app/area/PageHead.tsx';
import { t } from '../../app/i18n/index.ts';
import { may } from '../../app/may.ts';
import { Button } from '../../ui/Button.tsx';
import { vietnamToday } from '../../ui/form/day.ts';
import { Section } from '../../ui/page/Section.tsx';
import { meQuery } from '../accounts/me.ts';
import { useAt } from './at.ts';
import { treeQuery } from './calls.ts';
import { EmptyDirectory } from './EmptyDirectory.tsx';
import { NewOrganisationForm } from './forms/NewOrganisationForm.tsx';
import { NewPersonForm } from './forms/NewPersonForm.tsx';
import { UnitList } from './organisation/UnitList.tsx';
import { AtBanner } from './parts/AtBanner.tsx';
import { Load } from './parts/Load.tsx';
import { OrganisationLink } from './parts/links.tsx';
import { useTitle } from './useTitle.ts';

/** Where the directory begins: the topmost organisations; in a province that is still empty, how to fill it. */
export function DirectoryHome(): ReactNode {
  const at = useAt();
  const { data: me } = useQuery(meQuery);
  const query = useQuery(treeQuery(null, at));
  const [adding, setAdding] = useState<'organisation' | 'person' | null>(null);
  useTitle(t('directory.title'));
  const close = () => setAdding(null);
  return (
    <Load query={query}>
      {({ nodes, total }) => (
        <>
          {total === 0 && at === undefined ? (
            <EmptyDirectory />
          ) : (
            <>
              <PageHead
                title={me?.province.name ?? t('directory.title')}
                note={t('directory.homeNote')}
                actions={
                  <>
                    {may(me, 'person.change') && (
                      <Button icon="user" onClick={() => setAdding('person')} data-testid="add-person">
                        {t('directory.addPerson')}
                      </Button>
                    )}
                    {may(me, 'organisation.change') && (
                      <Button icon="plus" onClick={() => setAdding('organisation')} data-testid="add-root">
                        {t('directory.addOrganisation')}
                      </Button>
                    )}
                  </>
                }
              />
              {at && <AtBanner at={at} today={vietnamToday()} />}
              <Roots nodes={nodes} />
            </>
          )}
          {adding === 'organisation' && <NewOrganisationForm parent={null} onClose={close} />}
          {adding === 'person' && <NewPersonForm organisation={null} onClose={close} />}
        </>
      )}
    </Load>
  );
}

/** Each topmost organisation with what is directly below it. */
function Roots({ nodes }: { nodes: readonly TreeNode[] }): ReactNode {
  if (nodes.length > 3) return <UnitList nodes={nodes} />;
  return nodes.map((node) => <Root key={node.id} node={node} />);
}

function Root({ node }: { node: TreeNode }): ReactNode {
  const { data } = useQuery(treeQuery(node.id, useAt()));
  return (
    <Section title={<OrganisationLink id={node.id}>{node.name}</OrganisationLink>} count={node.units || undefined}>
      <UnitList nodes={data?.nodes ?? []} />
    </Section>
  );
}
