// Runs at the edge for the pages of one host: slashes that were left out, and the page for what is not there.
var PAGES = [];

function handler(event) {
  var path = event.request.uri;
  var isThere = PAGES.indexOf(path) >= 0 || path === "/";
  if (event.response) {
    if (!isThere || path === "/404.html") event.response.statusCode = 404;
    return event.response;
  }
  if (isThere) return event.request;
  if (PAGES.indexOf(path + "/") >= 0) {
    return {statusCode: 301, statusDescription: "Moved Permanently", headers: {location: {value: path + "/"}}};
  }
  event.request.uri = "/404.html";
  return event.request;
}
