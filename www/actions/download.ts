// Results leave the page only as files that the user saves.

/** Offers text as a file. @param name says nothing about the patient. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the Blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
