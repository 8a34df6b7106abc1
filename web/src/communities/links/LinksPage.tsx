import { useSearch } from '@tanstack/react-router'
import { Icon20Add, Icon20InfoCircleOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { type ReactNode, useCallback, useState } from 'react'
import { linkRoles } from '#contract/communities/communities.abilities.ts'
import { type InviteLink, LINK_STATES, listLinks } from '#contract/communities/links.ts'
import type { Role } from '#contract/communities/types.ts'
import { listUnits } from '#contract/communities/units.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { FilterSelect } from '#web/kit/ui/FilterSelect.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName, terms } from '../terms/terms.ts'
import { CreateLinkDialog } from './CreateLinkDialog.tsx'
import { LinkDetails } from './LinkDetails.tsx'
import { LinkRow } from './LinkRow.tsx'
import styles from './links.module.css'
import { t } from './links.texts.ts'
import { ManyLinksDialog } from './ManyLinksDialog.tsx'
import { PrintSheets } from './PrintSheet.tsx'
import { RevokeDialog } from './RevokeDialog.tsx'

/** «Ссылки-приглашения»: links into a unit and a role, with a QR code and a sheet to print (INV-01, INV-03). */
export function LinksPage() {
  const { community } = useCommunity()
  const phone = usePhone()
  const asked = useSearch({ strict: false }) as { create?: number; unit?: string }
  const [creating, setCreating] = useState(asked.create !== undefined)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [printing, setPrinting] = useState<readonly InviteLink[]>([])
  const stopPrinting = useCallback(() => setPrinting([]), [])
  const [revoking, setRevoking] = useState<InviteLink | null>(null)
  const filter = useFilter()
  const query = useApiPages(listLinks, { communityId: community.communityId, ...filter.asked })
  const links = query.pages.flatMap((page) => page.links)
  const chosen = links.find(({ id }) => id === chosenId) ?? (phone ? null : (links[0] ?? null))
  const details = chosen !== null && (
    <LinkDetails link={chosen} onPrint={() => setPrinting([chosen])} onRevoke={() => setRevoking(chosen)} />
  )
  const createButton = (
    <Button size="l" before={<Icon20Add />} onClick={() => setCreating(true)}>
      {t.create}
    </Button>
  )
  const { first } = query
  const nothingYet = first !== undefined && links.length === 0 && !filter.isSet
  return (
    <>
      <PageHead title={t.title} sub={first && t.sub(first.active)}>
        <ManyLinks onPrint={setPrinting} />
        {createButton}
      </PageHead>
      <Note />
      <div className={chosen !== null && !phone ? styles.split : undefined}>
        <Card flush plain={phone && links.length > 0}>
          {first !== undefined && !nothingYet && <Filters filter={filter} />}
          <Found
            query={query}
            nothing={nothingYet ? { ...t.empty, action: createButton } : t.nothing}
            chosenId={phone ? undefined : chosen?.id}
            onChoose={setChosenId}
          />
        </Card>
        {!phone && details && (
          <aside className={styles.panel} aria-label={t.panel.label}>
            {details}
          </aside>
        )}
      </div>
      {phone && details && (
        <Dialog title={t.panel.label} bare onClose={() => setChosenId(null)}>
          {details}
        </Dialog>
      )}
      {creating && (
        <CreateLinkDialog
          unitId={asked.unit ?? ''}
          onCreated={(link) => setChosenId(link.id)}
          onClose={() => setCreating(false)}
        />
      )}
      {revoking !== null && (
        <RevokeDialog
          link={revoking}
          // On a phone the sheet of the link would cover the line with the way back.
          onRevoked={() => phone && setChosenId(null)}
          onClose={() => setRevoking(null)}
        />
      )}
      {printing.length > 0 && <PrintSheets links={printing} onDone={stopPrinting} />}
    </>
  )
}

function Note() {
  return (
    <p className={styles.note}>
      <Icon20InfoCircleOutline />
      {t.note}
    </p>
  )
}

function ManyLinks({ onPrint }: { onPrint: (links: readonly InviteLink[]) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="l" mode="outline" appearance="neutral" onClick={() => setOpen(true)}>
        {t.many.open}
      </Button>
      {open && <ManyLinksDialog onPrint={onPrint} onClose={() => setOpen(false)} />}
    </>
  )
}

interface FoundProps {
  query: ReturnType<typeof useApiPages<typeof listLinks>>
  nothing: { title: string; text: string; action?: ReactNode }
  chosenId: string | undefined
  onChoose: (id: string) => void
}

/** The links that fit the filters, as many as have been asked for, or why there are none. */
function Found({ query, nothing, chosenId, onChoose }: FoundProps) {
  const links = query.pages.flatMap((page) => page.links)
  if (query.first === undefined) {
    if (query.error === null) return <RowsSkeleton rows={5} label={t.loading} />
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  if (links.length === 0) return <Empty {...nothing} />
  return (
    <>
      <ul className={styles.list}>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} chosen={link.id === chosenId} onChoose={() => onChoose(link.id)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          size="m"
          mode="tertiary"
          stretched
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </>
  )
}

type Filter = ReturnType<typeof useFilter>

function useFilter() {
  const [unitId, setUnitId] = useState('')
  const [role, setRole] = useState<Role | ''>('')
  const [state, setState] = useState<InviteLink['state'] | ''>('')
  const asked = {
    ...(unitId === '' ? {} : { unitId }),
    ...(role === '' ? {} : { role }),
    ...(state === '' ? {} : { state }),
  }
  return { unitId, setUnitId, role, setRole, state, setState, asked, isSet: Object.keys(asked).length > 0 }
}

function Filters({ filter }: { filter: Filter }) {
  const { community } = useCommunity()
  const units = useApi(listUnits, { communityId: community.communityId, archived: true }).data?.units ?? []
  return (
    <div className={styles.filters}>
      <FilterSelect
        label={terms.units[community.type].one}
        value={filter.unitId}
        options={units.map(({ unit }) => ({ value: unit.id, label: unit.name }))}
        onChange={filter.setUnitId}
      />
      <FilterSelect
        label={t.filters.role}
        value={filter.role}
        options={linkRoles(community.type).map((role) => ({ value: role, label: roleName(community.type, role) }))}
        onChange={filter.setRole}
      />
      <FilterSelect
        label={t.filters.state}
        value={filter.state}
        options={LINK_STATES.map((value) => ({
          value,
          label: t.states[value],
        }))}
        onChange={filter.setState}
      />
    </div>
  )
}
