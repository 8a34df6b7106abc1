import { connectionRefused } from '#contract/school/connection.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { useDesk } from '../desk-context.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { t } from '../school.texts.ts'

/** What the messenger has refused to take, and what it has said about it. */
export function RefusedWindow() {
  const { timeZone } = useDesk()
  const pages = useApiPages(connectionRefused, {})
  const rows = pages.pages.flatMap((page) => page.rows)
  return (
    <div className="es-body">
      <p>{t.refusedText}</p>
      <div className="es-table-box">
        {pages.isError && <Trouble error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.isPending && (
          <p className="es-state" role="status">
            {t.loading}
          </p>
        )}
        {pages.isSuccess && rows.length === 0 && <p className="es-state es-mut">{t.nothingRefused}</p>}
        {rows.length > 0 && (
          <table className="es-table">
            <thead>
              <tr>
                <th>{t.factKind}</th>
                <th>{t.factAbout}</th>
                <th>{t.factSentence}</th>
                <th className="es-wide">{t.factAt}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ type, id, about, sentence, places, at }) => (
                <tr key={`${type} ${id}`}>
                  <td>{t.factKinds[type]}</td>
                  <td>{about === '' ? t.none : about}</td>
                  <td>{[sentence, places.join(', ')].filter((part) => part !== '').join(' ')}</td>
                  <td className="es-wide">{when(at, { timeZone })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {pages.hasNextPage && (
          <ActionButton className="es-next" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t.more}
          </ActionButton>
        )}
      </div>
    </div>
  )
}
