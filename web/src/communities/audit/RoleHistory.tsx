import { roleHistory } from '#contract/communities/audit.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import styles from './audit.module.css'
import { t } from './audit.texts.ts'
import { actorWords, changeWords } from './entry-words.ts'

/** What a member was here, and who has changed it, the newest first (STR-09). */
export function RoleHistory({ profileId }: { profileId: string }) {
  const { communityId, type, timeZone } = useCommunity().community
  const { data, error } = useApi(roleHistory, { communityId, profileId })
  if (data === undefined) return <ErrorLine error={error} />
  return (
    <section className={styles.history} aria-labelledby="role-history">
      <h3 id="role-history">{t.history.title}</h3>
      {data.entries.length === 0 ? (
        <p>{t.history.none}</p>
      ) : (
        <ul>
          {data.entries.map((entry) => (
            <li key={entry.number}>
              <b>{t.acts[entry.act]}</b>
              {changeWords({ ...entry, after: entry.after.filter(({ fact }) => fact !== 'count') }, type).map(
                (words) => (
                  <p key={words}>{words}</p>
                ),
              )}
              <small>
                {actorWords(entry)} · <When at={entry.at} timeZone={timeZone} />
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
