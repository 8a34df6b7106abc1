import { mine } from '#contract/communities/communities.ts'
import { getOrganisation, type Organisation, removeLogo, setLogo } from '#contract/communities/organisation.ts'
import { api } from '#web/kit/api/api.ts'
import { SquareChooser } from '#web/kit/crop/SquareChooser.tsx'
import { refresh, useCommand } from '#web/kit/query/useApi.ts'
import { OrgTile } from '#web/kit/ui/OrgTile.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './about.module.css'
import { t } from './about.texts.ts'

const LARGE = 160

/** Chooses the logo of an organisation, or none (ORG-05). */
export function LogoCard({ organisation }: { organisation: Organisation }) {
  const { communityId, logoId, shortName } = organisation
  const remove = useCommand(removeLogo, {
    refreshes: [getOrganisation, mine],
    onSuccess: () => showToast(t.logo.removed),
  })
  const use = async (fileId: string, signal: AbortSignal) => {
    await api.call(setLogo, { communityId, fileId }, { signal })
    await Promise.all([refresh(getOrganisation), refresh(mine)])
    showToast(t.logo.saved)
  }
  return (
    <Card title={t.logo.title}>
      <SquareChooser
        has={logoId !== null}
        preview={<OrgTile name={shortName} logoId={logoId} size={LARGE} />}
        onUse={use}
        remove={{
          label: t.logo.remove,
          isPending: remove.isPending,
          error: remove.error,
          run: () => remove.mutate({ communityId }),
        }}
      />
      <p className={styles.note}>{t.logo.hint}</p>
    </Card>
  )
}
