/** What values of the HTTP interface look like: one description, from which come the document and the check. */
@NullMarked
package dev.swarmlog.runtime.http.shape;

import org.jspecify.annotations.NullMarked;
