package dev.swarmlog.schemas.wire;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where a registry answers, and how one introduces oneself.
 *
 * @param urls the same registry's base URLs; when one does not answer, the next is asked
 * @param authorization the value of the Authorization header, or empty
 */
public record RegistryAddress(List<URI> urls, String authorization) {
    public RegistryAddress {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a schema registry needs a URL, such as http://127.0.0.1:8081");
        }
        for (URI url : urls) {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
                throw new IllegalArgumentException(
                        "a schema registry's URL looks like http://127.0.0.1:8081, not like '" + url + "'");
            }
            if (url.getUserInfo() != null) {
                throw new IllegalArgumentException("the credentials for the schema registry at " + url.getHost()
                        + " belong into their own setting, not into its URL");
            }
        }
    }

    /**
     * Reads an address as it stands in a configuration.
     *
     * @param urls one or several base URLs with commas between them
     * @param credentials {@code user:password}, or a token without a colon, or empty
     */
    public static RegistryAddress of(String urls, String credentials) {
        List<URI> all = new ArrayList<>();
        for (String url : urls.split(",", -1)) {
            String bare = url.strip().replaceAll("/+$", "");
            try {
                all.add(URI.create(bare));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "a schema registry's URL looks like http://127.0.0.1:8081, not like '" + bare + "'", e);
            }
        }
        return new RegistryAddress(all, authorization(credentials));
    }

    private static String authorization(String credentials) {
        if (credentials.isEmpty()) {
            return "";
        }
        return credentials.indexOf(':') >= 0
                ? "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
                : "Bearer " + credentials;
    }

    /** Where, but never with which credentials. */
    @Override
    public String toString() {
        return String.join(", ", urls.stream().map(URI::toString).toList());
    }
}
