import { standing } from '#contract/communities/verification.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { t } from './teacher.texts.ts'

interface TeacherLinkProps {
  /** From where the application will have come (INV-04). */
  from: 'messenger' | 'site'
  className?: string | undefined
  onClick?: () => void
}

/** «Подтвердить статус учителя» for whoever may ask for it; for everybody else there is nothing (VER-01). Pages of every domain hold it. */
export function TeacherLink({ from, className, onClick }: TeacherLinkProps) {
  const may = useApi(standing, {})
  if (may.data?.eligible !== true) return null
  return (
    <AppLink href={`/me/teacher?from=${from}`} className={className} onClick={onClick}>
      {t.confirm}
    </AppLink>
  )
}
