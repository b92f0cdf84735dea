// The chosen file: what can be said of it before it is sent, and its content in base64.

export function choiceFaults({file, rows, form}) {
  const most = Number(form.dataset.most);
  const [chosen] = file.files;
  const faults = [];
  if (!chosen) faults.push({id: file.id, message: "请选择文件"});
  else if (!chosen.size) faults.push({id: file.id, message: "文件是空的，请重新选择"});
  else if (chosen.size > most) {
    faults.push({id: file.id, message: `文件 ${(chosen.size / 1e6).toFixed(1)} MB，最大 ${most / 1e6} MB。请分成几个文件，或者由运维人员用命令行导入`});
  }
  if (!/^\d{0,6}$/.test(rows.value.trim())) faults.push({id: rows.id, message: "数据行数请填写数字，或者留空"});
  return faults;
}

// → null where it cannot be read any more
export function contentOf(file) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(file);
  });
}
