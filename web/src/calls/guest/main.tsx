import '#web/kit/theme/theme.ts'
import { createRoot } from 'react-dom/client'
import { ToastLine } from '#web/kit/ui/ToastLine.tsx'
import { t } from './guest.texts.ts'
import { LinkPage } from './LinkPage.tsx'

document.title = t.documentTitle
const token = location.pathname.split('/')[2] ?? ''
createRoot(document.getElementById('root')!).render(
  <>
    <LinkPage token={token} />
    <ToastLine />
  </>,
)
