import '#web/kit/theme/theme.ts'
import { createRoot } from 'react-dom/client'
import { SigninPage } from './SigninPage.tsx'
import { t } from './signin.texts.ts'

document.title = t.documentTitle
createRoot(document.getElementById('root')!).render(<SigninPage />)
