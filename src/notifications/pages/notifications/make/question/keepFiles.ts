import type { Context } from 'hono'
import { scanFile } from '../../../../../kernel/scanFile.ts'
import type { Env } from '../../../../../kernel/web.ts'
import type { FormPage } from '../../../../formKind.ts'
import { makingScope } from '../../../../making/openForm.ts'
import type { FieldProblems } from '../../../../making/problems.ts'
import { fileName, largestFile, mostFiles, sniff } from '../../../../making/sniff.ts'
import { addDraftFile, listDraftFiles, mostInDrafts, sizeInDrafts } from '../../../../store/draftFiles.ts'
import type { NewFile } from '../../../../store/draftFiles.ts'

/** Keeps the good files with the draft and says what is wrong with the others. */
export async function keepFiles(
  c: Context<Env>, draftId: string, files: readonly File[], page: FormPage,
): Promise<FieldProblems> {
  const field = page.questions.find(({ kind }) => kind === 'files')?.id ?? 'files'
  const problems: string[] = []
  const good: NewFile[] = []
  for (const file of files) {
    const looked = await lookAt(c, file)
    if ('why' in looked) problems.push(looked.why)
    else good.push(looked)
  }
  const { kernel, viewer } = c.var
  if (good.length > 0) await kernel.db.as(makingScope(c), async tx => {
    let count = (await listDraftFiles(tx, viewer, draftId)).length
    let size = await sizeInDrafts(tx, viewer)
    for (const file of good) {
      size += file.content.length
      if (count >= mostFiles) problems.push(`${file.name} was not kept: you can add ${mostFiles} files`)
      else if (size > mostInDrafts)
        problems.push(`${file.name} was not kept: send or discard other notifications with files first`)
      else {
        await addDraftFile(tx, viewer, draftId, file)
        count++
      }
    }
  })
  return problems.length > 0 ? { [field]: problems.join('. ') } : {}
}

/** Before any transaction: a scanner may take its time. */
async function lookAt(c: Context<Env>, file: File): Promise<NewFile | { why: string }> {
  const name = fileName(file.name)
  if (file.size > largestFile) return { why: `${name} is larger than 10 MB` }
  const content = Buffer.from(await file.arrayBuffer())
  const sniffed = sniff(file.name, content)
  if (!sniffed.ok) return { why: sniffed.why }
  const scanned = await scanFile(content)
  if (scanned === 'clean') return { name: sniffed.name, mediaType: sniffed.mediaType, content }
  const { kernel, viewer } = c.var
  kernel.log.warn({ staffId: viewer.staffId, scanned }, 'a file was refused by the scanner')
  return { why: scanned === 'harmful' ? `${name} may harm other computers, so it was not kept`
    : `${name} could not be checked for harmful software. Try again later` }
}
