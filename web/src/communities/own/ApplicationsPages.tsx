import { useParams } from '@tanstack/react-router'
import { OwnApplicationPage } from './OwnApplicationPage.tsx'
import { OwnApplicationsPage } from './OwnApplicationsPage.tsx'

/** The own applications, or the one that the rest of the address names. */
export function ApplicationsPages() {
  const { _splat = '' } = useParams({ strict: false })
  return _splat === '' ? <OwnApplicationsPage /> : <OwnApplicationPage applicationId={_splat} />
}
