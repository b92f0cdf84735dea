/* For browsers without modules: they get the page that says which browsers work. */
if (location.pathname.indexOf("/unsupported") !== 0) location.replace("/unsupported/");
