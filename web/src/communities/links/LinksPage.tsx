import { useSearch } from '@tanstack/react-router'
import { Icon20Add, Icon20InfoCircleOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { useCallback, useState } from 'react'
import { linkRoles } from '#contract/communities/communities.abilities.ts'
import { type InviteLink, listLinks } from '#contract/communities/links.ts'
import type { Role } from '#contract/communities/types.ts'
import { useApi } from '#web/kit/query/useApi.ts'
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
  const query = useApi(listLinks, { communityId: community.communityId })
  const links = query.data?.links ?? []
  const filter = useFilter(links)
  const chosen = links.find(({ id }) => id === chosenId) ?? (phone ? null : (filter.shown[0] ?? null))
  const details = chosen !== null && (
    <LinkDetails link={chosen} onPrint={() => setPrinting([chosen])} onRevoke={() => setRevoking(chosen)} />
  )
  const createButton = (
    <Button size="l" before={<Icon20Add />} onClick={() => setCreating(true)}>
      {t.create}
    </Button>
  )
  const active = links.filter(({ state }) => state === 'active').length
  return (
    <>
      <PageHead title={t.title} sub={query.data === undefined ? undefined : t.sub(active)}>
        <ManyLinks onPrint={setPrinting} />
        {createButton}
      </PageHead>
      <p className={styles.note}>
        <Icon20InfoCircleOutline />
        {t.note}
      </p>
      <div className={chosen !== null && !phone ? styles.split : undefined}>
        <Card flush plain={phone && links.length > 0}>
          {links.length > 0 && <Filters filter={filter} />}
          {query.data === undefined ? (
            query.error === null ? (
              <RowsSkeleton rows={5} label={t.loading} />
            ) : (
              <Failed error={query.error} onRetry={() => void query.refetch()} />
            )
          ) : filter.shown.length === 0 ? (
            <Empty {...(links.length === 0 ? t.empty : t.nothing)} action={links.length === 0 && createButton} />
          ) : (
            <LinksList links={filter.shown} chosenId={phone ? undefined : chosen?.id} onChoose={setChosenId} />
          )}
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
      {revoking !== null && <RevokeDialog link={revoking} onClose={() => setRevoking(null)} />}
      {printing.length > 0 && <PrintSheets links={printing} onDone={stopPrinting} />}
    </>
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

interface LinksListProps {
  links: readonly InviteLink[]
  chosenId: string | undefined
  onChoose: (id: string) => void
}

function LinksList({ links, chosenId, onChoose }: LinksListProps) {
  return (
    <ul className={styles.list}>
      {links.map((link) => (
        <LinkRow key={link.id} link={link} chosen={link.id === chosenId} onChoose={() => onChoose(link.id)} />
      ))}
    </ul>
  )
}

type Filter = ReturnType<typeof useFilter>

function useFilter(links: readonly InviteLink[]) {
  const [unitId, setUnitId] = useState('')
  const [role, setRole] = useState<Role | ''>('')
  const [state, setState] = useState<InviteLink['state'] | ''>('')
  const shown = links.filter(
    (link) =>
      (unitId === '' || link.unitId === unitId) &&
      (role === '' || link.role === role) &&
      (state === '' || link.state === state),
  )
  const units = [...new Map(links.map((link) => [link.unitId, link.unitName]))]
  return { unitId, setUnitId, role, setRole, state, setState, shown, units }
}

function Filters({ filter }: { filter: Filter }) {
  const { community } = useCommunity()
  return (
    <div className={styles.filters}>
      <FilterSelect
        label={terms.units[community.type].one}
        value={filter.unitId}
        options={filter.units.map(([value, label]) => ({ value, label }))}
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
        options={(['active', 'revoked', 'expired', 'usedUp'] as const).map((value) => ({
          value,
          label: t.states[value],
        }))}
        onChange={filter.setState}
      />
    </div>
  )
}
