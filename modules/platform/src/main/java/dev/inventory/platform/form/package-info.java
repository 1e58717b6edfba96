/** What clients send as a form: names with texts, whether urlencoded, multipart, a JSON object or a query string. */
@NullMarked
package dev.inventory.platform.form;

import org.jspecify.annotations.NullMarked;
