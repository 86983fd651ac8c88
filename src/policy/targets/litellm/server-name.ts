/** Names of servers that the proxy takes, beside the hyphen: letters, digits and a few others. */
export const isServerName = (name: string): boolean => /^[A-Za-z0-9_./-]+$/.test(name)

/**
 * The reader's key as LiteLLM takes it: without hyphens, which stand between the names of server and tool.
 * Source: BerriAI/litellm, litellm/proxy/_experimental/mcp_server/utils.py, validate_mcp_server_name, and mcp_server_manager.py,
 * load_servers_from_config, read 2026-11-21.
 */
export const litellmServer = (serverKey: string): string => serverKey.replaceAll('-', '_')
