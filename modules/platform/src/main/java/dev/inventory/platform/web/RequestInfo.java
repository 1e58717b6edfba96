package dev.inventory.platform.web;

import jakarta.enterprise.context.RequestScoped;

/** What log lines, audit entries and error bodies say about the request in progress. */
@RequestScoped
public class RequestInfo {

    private String requestId = "";
    private String remoteAddress = "";

    /** The id that the answer, the log and the audit log share; empty outside a request. */
    public String requestId() {
        return requestId;
    }

    /** The address the request came from; empty outside a request. */
    public String remoteAddress() {
        return remoteAddress;
    }

    void begin(String id, String address) {
        requestId = id;
        remoteAddress = address;
    }
}
