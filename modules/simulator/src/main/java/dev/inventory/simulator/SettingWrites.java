package dev.inventory.simulator;

import dev.inventory.simulator.Communities.Access;

/** The two passes of a SET: all bindings are checked before the first is written. Not thread safe. */
final class SettingWrites {
    private final PacketReader reader = new PacketReader();

    /** Why that binding may not be written, in the error-status of the request's version; 0 when it may. */
    int check(Agent agent, Request request, int binding, Access access) throws MalformedPacket {
        int status = status(agent, request, binding, access);
        if (request.version() == Request.V2C || status == ErrorStatus.NO_ERROR) {
            return status;
        }
        return status == ErrorStatus.WRONG_TYPE || status == ErrorStatus.WRONG_LENGTH
                ? ErrorStatus.BAD_VALUE
                : ErrorStatus.NO_SUCH_NAME;
    }

    /** Writes a binding that was found good. */
    void apply(Agent agent, Request request, int binding) throws MalformedPacket {
        int length = toValue(request, binding).header(Tag.OCTET_STRING);
        if (agent.mib().variable(row(agent, request, binding)) instanceof Setting setting) {
            agent.set(setting, request.packet(), reader.position(), length);
        }
    }

    private int status(Agent agent, Request request, int binding, Access access) throws MalformedPacket {
        if (access != Access.WRITE) {
            return ErrorStatus.NO_ACCESS;
        }
        int row = row(agent, request, binding);
        if (row < 0) {
            return ErrorStatus.NO_CREATION;
        }
        if (!(agent.mib().variable(row) instanceof Setting)) {
            return ErrorStatus.NOT_WRITABLE;
        }
        if (toValue(request, binding).tag() != Tag.OCTET_STRING) {
            return ErrorStatus.WRONG_TYPE;
        }
        return reader.header(Tag.OCTET_STRING) > Setting.MAX_OCTETS ? ErrorStatus.WRONG_LENGTH : ErrorStatus.NO_ERROR;
    }

    private static int row(Agent agent, Request request, int binding) {
        return agent.mib().find(request.packet(), request.nameAt(binding), request.nameLength(binding));
    }

    private PacketReader toValue(Request request, int binding) {
        reader.over(request.packet(), request.valueAt(binding), request.bindingsAt() + request.bindingsLength());
        return reader;
    }
}
