import type { mediaProblemText } from "../media_problem_text.ts";
import type { ChatFiles } from "../models/chat_files.ts";
import { newsWords } from "./news_words.ts";
import { PictureViewer } from "./picture_viewer.tsx";
import { RecorderView } from "./recorder_view.tsx";
import { TrayView } from "./tray_view.tsx";

export interface FilesPanelProps {
  files: ChatFiles;
  problemText: typeof mediaProblemText;
}

/** What stands above the field to write in while there are files or a voice note to send. */
export function FilesPanel({ files, problemText }: FilesPanelProps) {
  return (
    <div class="files-panel">
      <RecorderView files={files} problemText={problemText} />
      <TrayView files={files} />
      <p class="hidden" role="status">{newsWords(files.news.value)}</p>
      <PictureViewer files={files} />
    </div>
  );
}
