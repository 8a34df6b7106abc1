import { useEffect } from 'react'
import { getOrganisation, ORGANISATION_FIELDS, type Organisation } from '#contract/communities/organisation.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { OrgTile } from '#web/kit/ui/OrgTile.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { terms } from '../terms/terms.ts'
import { AboutForm } from './AboutForm.tsx'
import styles from './about.module.css'
import { t } from './about.texts.ts'
import { LogoCard } from './LogoCard.tsx'

/** «Об организации»: what it says of itself (ORG-05). Every member reads it, administrators fill it in. */
export function AboutPage() {
  const { community, can } = useCommunity()
  const query = useApi(getOrganisation, { communityId: community.communityId })
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  return (
    <>
      <PageHead title={t.title} sub={terms.types[community.type]} />
      {query.data === undefined ? (
        query.error === null ? (
          <RowsSkeleton rows={6} label={t.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : can.manageOrganisation ? (
        <div className={styles.form}>
          <LogoCard organisation={query.data} />
          <AboutForm key={wordsOf(query.data)} organisation={query.data} onAgain={() => void query.refetch()} />
        </div>
      ) : (
        <About organisation={query.data} />
      )}
    </>
  )
}

/** All that the form holds: another logo leaves what is being typed as it is. */
function wordsOf(organisation: Organisation): string {
  return JSON.stringify(ORGANISATION_FIELDS.map((field) => organisation[field]))
}

function About({ organisation }: { organisation: Organisation }) {
  const shown = ORGANISATION_FIELDS.filter((field) => organisation[field] !== '')
  return (
    <Card>
      {organisation.logoId !== null && <OrgTile name={organisation.shortName} logoId={organisation.logoId} size={96} />}
      <dl className={styles.facts}>
        {shown.map((field) => (
          <div key={field}>
            <dt>{t.fields[field]}</dt>
            <dd>
              {field === 'site' ? (
                <a href={organisation.site} target="_blank" rel="noreferrer noopener">
                  {organisation.site}
                </a>
              ) : (
                organisation[field]
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
