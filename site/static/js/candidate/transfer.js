// One picture to the store: policy, form post with progress, then the server looks at it. Each try asks for a new policy.
// The page's own `Problem` and calls are given, because this comes with what is fetched for the first picture:
// `offer({content_type, bytes}, options)` gets the policy, `arrived(policy, options)` has the server look.

const TRIES = 3;

export async function transfer({blob, type}, {offer, arrived}, {Problem, progress, signal}) {
  for (let turn = 1; ; turn += 1) {
    try {
      const policy = await offer({content_type: type, bytes: blob.size}, {signal});
      await post(policy, blob, progress, signal).catch((status) => Promise.reject(refusal(Problem, status)));
      return await arrived(policy, {signal});
    } catch (problem) {
      const hopeless = problem.status !== undefined && problem.status >= 400 && problem.status < 500 && !problem.stale;
      if (signal.aborted || hopeless || turn === TRIES) throw problem;
      progress(0);
      await new Promise((resume) => setTimeout(resume, turn * 1000));
    }
  }
}

function post(place, blob, progress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    Object.entries(place.fields).forEach(([name, value]) => form.append(name, value));
    form.append("file", blob, "picture");
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => (request.status < 300 ? resolve() : reject(request.status));
    request.onerror = () => reject(0);
    request.ontimeout = request.onerror;
    request.onabort = request.onerror;
    request.timeout = 120000;
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", place.url);
    request.send(form);
  });
}

// The store's refusals have no words for people; a policy that ran out is worth another try
function refusal(Problem, status) {
  const problem = new Problem(status, {code: "network", message: "网络不稳定，图片未上传成功，请重试"});
  problem.stale = true;
  return problem;
}
