package dev.inventory.systemtests;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that is ready.
 *
 * @param data its data directory
 * @param database the name of its database, where that is PostgreSQL
 */
record Server(URI base, Path data, String database) {

    /** The files of its log. */
    List<Path> log() {
        return Paths.tree(data.getParent()).stream()
                .filter(path -> path.getFileName().toString().startsWith("server.log"))
                .toList();
    }

    Api anonymous() {
        return Api.anonymous(base);
    }

    /** The first administrator, by token. */
    Api admin() {
        return anonymous().basic(Api.ADMIN, Api.ADMIN_PASSWORD).byToken();
    }
}
