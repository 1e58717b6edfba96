// The API description comes from this server; nothing is loaded from elsewhere.
window.ui = SwaggerUIBundle({
  url: "../openapi?format=json",
  dom_id: "#api",
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
  tagsSorter: "alpha",
  docExpansion: "none",
});
